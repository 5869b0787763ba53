"""Firsthand, an eyewitness desk: collect, preserve, find, judge, check, publish."""

__version__ = "0.1.0"
