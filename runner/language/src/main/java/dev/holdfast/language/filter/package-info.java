/// The filters and tests of templates: Jinja2's, ansible-core's, and of the collections
/// community.general, ansible.utils and ansible.netcommon those that playbooks use.
///
/// Read first: [Filters] and [Tests] (every name), [Params] (how a filter reads its arguments).
@NullMarked
package dev.holdfast.language.filter;

import org.jspecify.annotations.NullMarked;
