/// Playbooks as they stand in files: plays, blocks, tasks, roles and their keywords, before any
/// host is looked at.
///
/// Read first: [Play] (what is run on whom), [Task] (one action with its keywords), [Directives]
/// (which keyword applies to a task, and from where it is inherited).
@NullMarked
package dev.holdfast.engine.playbook;

import org.jspecify.annotations.NullMarked;
