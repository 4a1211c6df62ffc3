package dev.holdfast.framework.schema;

import dev.holdfast.framework.value.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Attributes and blocks that stand together: of a resource, of a nested attribute or of a block.
public record Body(List<Attribute> attributes, List<Block> blocks, List<Rule> rules) {

  public Body {
    attributes = List.copyOf(attributes);
    blocks = List.copyOf(blocks);
    rules = List.copyOf(rules);
  }

  public Body(List<Attribute> attributes) {
    this(attributes, List.of(), List.of());
  }

  public Body ruled(Rule... more) {
    return new Body(attributes, blocks, List.of(more));
  }

  public Optional<Attribute> attribute(String name) {
    return attributes.stream().filter(attribute -> attribute.name().equals(name)).findFirst();
  }

  public Optional<Block> block(String name) {
    return blocks.stream().filter(block -> block.name().equals(name)).findFirst();
  }

  /// The object type that one occurrence of this body has.
  public Type.Obj type() {
    Map<String, Type> types = new LinkedHashMap<>();
    attributes.forEach(attribute -> types.put(attribute.name(), attribute.type().type()));
    blocks.forEach(block -> types.put(block.name(), block.body().blockType(block.nesting())));
    return new Type.Obj(types);
  }

  /// The type of all occurrences of this body as a nested attribute.
  ///
  /// Source: Terraform's `internal/configs/configschema`, "implied type". Blocks differ, see
  /// [#blockType].
  public Type type(Nesting nesting) {
    return switch (nesting) {
      case SINGLE, GROUP -> type();
      case LIST -> Type.listOf(type());
      case SET -> Type.setOf(type());
      case MAP -> Type.mapOf(type());
    };
  }

  /// The type of all occurrences of this body as a block: lists and maps of blocks with a dynamic
  /// attribute inside become dynamic (a tuple or an object), so that each may have its own type.
  public Type blockType(Nesting nesting) {
    boolean ownTypes = nesting == Nesting.LIST || nesting == Nesting.MAP;
    return ownTypes && Type.hasDynamic(type()) ? Type.DYNAMIC : type(nesting);
  }
}
