package dev.holdfast.language.regex;

import java.util.Map;
import java.util.Set;

/// A pattern in the JDK's syntax.
///
/// @param names the numbers of named groups
record Translation(String pattern, Set<RegexFlag> flags, int groups, Map<String, Integer> names) {}
