/// Modules that are not ours: found in the user's files, sent to the machine and run there by its
/// own Python or another interpreter.
///
/// Read first: [ModuleResolver] (which module a name means), [ForeignModule] (one run), [ModuleZip]
/// (what is sent).
@NullMarked
package dev.holdfast.engine.foreign;

import org.jspecify.annotations.NullMarked;
