not compiled
