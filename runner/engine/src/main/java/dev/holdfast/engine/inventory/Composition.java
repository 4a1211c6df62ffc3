package dev.holdfast.engine.inventory;

import dev.holdfast.language.template.Templar;
import dev.holdfast.language.value.DictValue;

/// What an inventory that is built from other inventories needs of the run.
public interface Composition {
  /// A templar whose variables do not matter.
  Templar templar();

  /// The variables of the command line.
  DictValue extra();

  /// The facts of a host that an earlier run left.
  DictValue facts(String host);
}
