/// Ansible's modules, each one class without state, running on nothing but a POSIX shell.
///
/// Read first: [Modules] (the registry), [FileModule] (what a module looks like: probes, a
/// decision, steps), [TextEdit] (what the modules that change parts of a file share).
@NullMarked
package dev.holdfast.modules;

import org.jspecify.annotations.NullMarked;
