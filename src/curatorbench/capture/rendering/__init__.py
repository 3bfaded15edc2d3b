"""Pictures that the program draws itself: herbarium sheets and drawers with their true values."""
