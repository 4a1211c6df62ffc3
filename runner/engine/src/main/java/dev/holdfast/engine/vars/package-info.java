/// Variables: what a name means for a task on a host, by the 22 levels of precedence.
///
/// Read first: [Scopes] (the variables of a place), [VariableStore] (what a run adds),
/// [ConnectionVars] (how a host is reached).
@NullMarked
package dev.holdfast.engine.vars;

import org.jspecify.annotations.NullMarked;
