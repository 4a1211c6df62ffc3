/// The Jinja2 template language: lexer, parser, nodes and evaluator.
///
/// Read first: [EvalContext] with [Filter] and [Test] (what filters and tests are given).
@NullMarked
package dev.holdfast.language.jinja;

import org.jspecify.annotations.NullMarked;
