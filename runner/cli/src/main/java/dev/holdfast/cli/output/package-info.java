/// What a run looks like on a terminal, in a log and to programs.
///
/// Read first: [DefaultOutput] (Ansible's own look), [Screen] (where lines go).
@NullMarked
package dev.holdfast.cli.output;

import org.jspecify.annotations.NullMarked;
