/// The command `holdfast`, and the names of Ansible's commands that lead to it.
///
/// Read first: [Main] (what is called under which name), [PlaybookCommand] (running playbooks).
@NullMarked
package dev.holdfast.cli;

import org.jspecify.annotations.NullMarked;
