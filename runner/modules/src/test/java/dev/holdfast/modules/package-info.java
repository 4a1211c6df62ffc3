/// Tests of the modules.
///
/// Read first: [ModuleCaseTest] (runs the case files and compares with what Ansible made of them).
@NullMarked
package dev.holdfast.modules;

import org.jspecify.annotations.NullMarked;
