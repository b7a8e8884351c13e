"""Tests of the example APIs."""
