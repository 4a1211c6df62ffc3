package dev.holdfast.engine.playbook;

import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/// What loading needs from outside.
///
/// @param lookups which names are lookups, for `with_NAME`
/// @param actions which names are actions or modules that can be run, given the collections in
///   which short names are looked for
public record Loaders(
    Sources sources,
    LoadTemplating templating,
    Predicate<String> lookups,
    BiPredicate<String, List<String>> actions) {}
