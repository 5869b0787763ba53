"""Factories, a fake world and the conformance suites; shipped for authors of adapters too."""
