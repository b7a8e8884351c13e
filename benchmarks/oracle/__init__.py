"""An oracle for generated clients: it derives every expectation from the OpenAPI document alone.

Nothing here imports the generator, and the generated package is only called, never asked what is correct.
"""
