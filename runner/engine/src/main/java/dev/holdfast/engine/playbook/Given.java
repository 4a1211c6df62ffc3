package dev.holdfast.engine.playbook;

import dev.holdfast.language.value.Value;
import dev.holdfast.language.yaml.Position;

/// What a keyword was given, before templating, and where.
public record Given(Value value, Position at) {}
