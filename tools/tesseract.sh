#!/usr/bin/env bash
# Tesseract, for the tests that read words in pictures.
exec "$(dirname "$0")/debian.sh" tesseract "reading words in pictures" tesseract-ocr tesseract-ocr-ara
