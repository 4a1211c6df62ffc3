/// `holdfast_playbook`: a user's own playbook or role, run by Terraform.
///
/// Read first: [PlaybookTable] (attributes), [PlaybookInputs] (what decides that it runs again),
/// [PlaybookRun] (what runs it).
@NullMarked
package dev.holdfast.resources.playbook;

import org.jspecify.annotations.NullMarked;
