/// The actions that the engine itself carries out: they need the run and its variables, not a
/// machine.
///
/// Read first: [Action] (what there is to implement), [ActionContext] (what an action may use),
/// [Effect] (what it does to the run).
@NullMarked
package dev.holdfast.engine.action;

import org.jspecify.annotations.NullMarked;
