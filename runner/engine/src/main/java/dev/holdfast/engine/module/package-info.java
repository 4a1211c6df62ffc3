/// What a module is: its arguments, what it is given, what it answers.
///
/// Read first: [Module] (what there is to implement), [ArgumentSpec] (how arguments are declared
/// and checked), [Invocation] (everything a module may use).
@NullMarked
package dev.holdfast.engine.module;

import org.jspecify.annotations.NullMarked;
