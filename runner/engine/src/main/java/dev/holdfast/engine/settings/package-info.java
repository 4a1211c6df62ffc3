/// What `ansible.cfg`, the environment and the command line say about the run as a whole.
///
/// Read first: [Setting] (the table of settings), [Settings] (their values and where each comes
/// from).
@NullMarked
package dev.holdfast.engine.settings;

import org.jspecify.annotations.NullMarked;
