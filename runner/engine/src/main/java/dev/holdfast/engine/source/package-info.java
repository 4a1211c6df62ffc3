/// The files of a project: read once, decrypted, and found where Ansible looks for them.
///
/// Read first: [ProjectFiles] (what playbooks are loaded from), [SearchPath] (where a task's files
/// are looked for).
@NullMarked
package dev.holdfast.engine.source;

import org.jspecify.annotations.NullMarked;
