"""Tests of pages/, as the server makes them."""
