package dev.holdfast.framework.rules;

import dev.holdfast.framework.schema.Block;
import dev.holdfast.framework.schema.Body;
import dev.holdfast.framework.schema.Nesting;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Trio;
import dev.holdfast.framework.value.Value;

/// The part of [PlanCheck] for blocks: there are as many as configured, none is null or unknown.
final class PlanCheckBlocks {

  /// Checks one block's content.
  @FunctionalInterface
  interface Inner {
    void check(Body body, Path path, Trio trio);
  }

  private final Found found;
  private final Inner inner;

  PlanCheckBlocks(Found found, Inner inner) {
    this.found = found;
    this.inner = inner;
  }

  void check(Block block, Path path, Trio trio) {
    if (trio.planned().isNull() && block.nesting() != Nesting.SINGLE) {
      found.add(path, "is null; where there are no blocks it has to be empty");
    } else if (!trio.planned().equals(trio.config())) {
      changed(block, path, trio);
    }
  }

  private void changed(Block block, Path path, Trio trio) {
    if (trio.config().isUnknown()) {
      found.add(path, "is planned, but how many blocks the configuration has is unknown");
    } else if (trio.planned().isUnknown()) {
      found.add(path, "is planned to be unknown; only attributes inside of blocks may be");
    } else {
      switch (block.nesting()) {
        case SINGLE, GROUP -> inner.check(block.body(), path, trio);
        case LIST -> list(block.body(), path, trio);
        case MAP -> map(block.body(), path, trio);
        case SET -> unknownElements(path, trio);
      }
    }
  }

  private void list(Body body, Path path, Trio trio) {
    int planned = Parts.elements(trio.planned()).size();
    int config = Parts.elements(trio.config()).size();
    if (planned != config) {
      String message = "has another number of blocks than configured";
      found.differs(path, message, config + " blocks", planned + " blocks");
      return;
    }
    for (int i = 0; i < planned; i++) {
      element(body, path.index(i), trio.element(i));
    }
  }

  private void map(Body body, Path path, Trio trio) {
    var planned = Parts.entries(trio.planned());
    var config = Parts.entries(trio.config());
    for (String key : planned.keySet()) {
      if (config.containsKey(key)) {
        element(body, path.key(key), trio.element(key));
      } else {
        found.add(path.key(key), "is planned, but the configuration has no block of this key");
      }
    }
    found.missingKeys(path, config.keySet(), planned.keySet());
  }

  private void element(Body body, Path path, Trio trio) {
    if (trio.planned().isUnknown()) {
      found.add(path, "is planned to be unknown; only attributes inside of blocks may be");
    } else {
      inner.check(body, path, trio);
    }
  }

  /// Blocks in a set cannot be told apart; the provider is trusted with their content.
  private void unknownElements(Path path, Trio trio) {
    if (Parts.elements(trio.planned()).stream().anyMatch(Value::isUnknown)) {
      found.add(path, "holds an unknown block; only attributes inside of blocks may be");
    }
  }
}
