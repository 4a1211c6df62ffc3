/// `ansible-playbook`: running playbooks, or only saying what they would do.
///
/// Read first: [PlaybookCommand] (the command), [Listing] (`--list-tasks` and its like).
@NullMarked
package dev.holdfast.cli.playbook;

import org.jspecify.annotations.NullMarked;
