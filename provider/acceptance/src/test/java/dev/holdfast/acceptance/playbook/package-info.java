/// The real Terraform runs playbooks on real SSH servers.
///
/// Read first: [PlaybookTest].
@NullMarked
package dev.holdfast.acceptance.playbook;

import org.jspecify.annotations.NullMarked;
