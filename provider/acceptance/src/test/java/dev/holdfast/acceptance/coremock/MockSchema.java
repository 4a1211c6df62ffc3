package dev.holdfast.acceptance.coremock;

import java.util.Map;
import java.util.TreeMap;

/// The attributes and blocks of one type, without the `id` that every type has.
record MockSchema(Map<String, MockAttribute> attributes, Map<String, MockBlock> blocks) {

  MockSchema {
    attributes = new TreeMap<>(attributes);
    blocks = new TreeMap<>(blocks);
  }

  MockSchema withPresence(MockAttribute.PresenceChange change) {
    var changed = new TreeMap<String, MockAttribute>();
    attributes.forEach((name, attribute) -> changed.put(name, attribute.withPresence(change)));
    var inner = new TreeMap<String, MockBlock>();
    blocks.forEach((name, block) ->
        inner.put(name, new MockBlock(block.content().withPresence(change), block.set())));
    return new MockSchema(changed, inner);
  }

  /// A nested block.
  ///
  /// @param set the blocks are a set, else a list
  record MockBlock(MockSchema content, boolean set) {}
}
