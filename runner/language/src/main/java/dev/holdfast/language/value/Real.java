package dev.holdfast.language.value;

/// Python's `float`: an IEEE 754 double.
public record Real(double value) implements Value {}
