/// The same playbooks by ansible-playbook and by the runner, on two machines that are alike.
@NullMarked
package dev.holdfast.runner.acceptance.differential;

import org.jspecify.annotations.NullMarked;
