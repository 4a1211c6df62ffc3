/// Ansible's templating of values on top of Jinja2: lazy variables, types of results, unsafe text,
/// conditions, lookups.
///
/// Read first: [Templar] (templates values and judges conditions), [Variables] and [Services] (what
/// it is given), [AnsibleEnvironment] (the template engine as Ansible sets it up).
@NullMarked
package dev.holdfast.language.template;

import org.jspecify.annotations.NullMarked;
