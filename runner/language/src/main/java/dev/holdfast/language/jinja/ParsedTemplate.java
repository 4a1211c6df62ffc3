package dev.holdfast.language.jinja;

import java.util.List;
import java.util.Map;

/// A template after parsing.
///
/// @param blocks its `{% block %}`s by name, nested ones too
/// @param filters the filters used, with the line of their first use
/// @param tests the tests used, with the line of their first use
record ParsedTemplate(
    List<Stmt> body,
    Map<String, Stmt.Block> blocks,
    Map<String, Integer> filters,
    Map<String, Integer> tests) {}
