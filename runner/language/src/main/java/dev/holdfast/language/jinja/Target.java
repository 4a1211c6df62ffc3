package dev.holdfast.language.jinja;

import java.util.List;

/// What is assigned to.
sealed interface Target {

  record One(String name) implements Target {}

  record Many(List<Target> targets) implements Target {}

  /// `{% set ns.attribute = … %}`.
  record Member(String namespace, String attribute) implements Target {}
}
