package dev.holdfast.acceptance.coremock;

import dev.holdfast.acceptance.coremock.MockAttribute.Kind;
import dev.holdfast.acceptance.coremock.MockSchema.MockBlock;
import java.util.Map;
import java.util.TreeMap;

/// The two types that are always there: a flat one, and one that nests itself three times in every
/// kind of collection and block.
final class StaticTypes {

  private static final int DEPTH = 3;

  static final Map<String, MockSchema> ALL =
      Map.of(
          "tfcoremock_simple_resource",
          new MockSchema(primitives(), Map.of()),
          "tfcoremock_complex_resource",
          complex(DEPTH));

  private StaticTypes() {}

  private static MockSchema complex(int levels) {
    return new MockSchema(attributes(levels), blocks(levels));
  }

  private static Map<String, MockAttribute> primitives() {
    var all = new TreeMap<String, MockAttribute>();
    all.put("bool", MockAttribute.optional(Kind.BOOLEAN));
    all.put("number", MockAttribute.optional(Kind.NUMBER));
    all.put("string", MockAttribute.optional(Kind.STRING));
    all.put("float", MockAttribute.optional(Kind.FLOAT));
    all.put("integer", MockAttribute.optional(Kind.INTEGER));
    return all;
  }

  private static Map<String, MockAttribute> attributes(int levels) {
    Map<String, MockAttribute> all = primitives();
    if (levels > 0) {
      MockAttribute inner = MockAttribute.object(attributes(levels - 1));
      all.put("list", MockAttribute.optional(Kind.LIST, inner));
      all.put("map", MockAttribute.optional(Kind.MAP, inner));
      all.put("object", inner);
      all.put("set", MockAttribute.optional(Kind.SET, inner));
    }
    return all;
  }

  private static Map<String, MockBlock> blocks(int levels) {
    if (levels == 0) {
      return Map.of();
    }
    MockSchema inner = complex(levels - 1);
    return Map.of(
        "list_block", new MockBlock(inner, false), "set_block", new MockBlock(inner, true));
  }
}
