/// YAML as PyYAML and Ansible read and write it, with the place of every node.
///
/// Read first: [YamlReader] (text to nodes), [YamlNode] (what it gives), [YamlWriter] (values to
/// text).
@NullMarked
package dev.holdfast.language.yaml;

import org.jspecify.annotations.NullMarked;
