from curatorbench.bootstrap import main

main()
