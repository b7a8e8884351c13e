"""The modules that every generated client carries: here they are linted, typed and tested, there they are copied."""
