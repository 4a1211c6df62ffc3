/// Runs of playbooks inside another program: no terminal, no `ansible.cfg`, no environment, no
/// `~/.ssh`, and any number of them at once.
///
/// Read first: [Session] (opened once for the machines of a job), [Job] (one run), [Outcome] (how
/// it ended).
@NullMarked
package dev.holdfast.engine.session;

import org.jspecify.annotations.NullMarked;
