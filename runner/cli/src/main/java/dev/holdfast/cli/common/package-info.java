/// What the commands share: the terminal, options under Ansible's names, and what goes wrong.
///
/// Read first: [Console] (the terminal), [Launch] (what options and settings come to), [Guard]
/// (exit statuses).
@NullMarked
package dev.holdfast.cli.common;

import org.jspecify.annotations.NullMarked;
