"""A device in a process of its own, so that a vendor's library that hangs or crashes takes nothing with it.

`process.DeviceProcess` is what the program holds; `child` is the loop at the other end; `wire` carries messages and
`live` pictures between them; `discovery` looks for what is plugged in.
"""
