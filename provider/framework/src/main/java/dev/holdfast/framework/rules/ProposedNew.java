package dev.holdfast.framework.rules;

import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.AttributeType;
import dev.holdfast.framework.schema.Block;
import dev.holdfast.framework.schema.Body;
import dev.holdfast.framework.schema.Nesting;
import dev.holdfast.framework.schema.Schema;
import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The object that Terraform proposes to a provider when it asks for a plan: the configuration,
/// completed with the prior values of what the provider computes.
///
/// Source of the rules: `ProposedNew` in Terraform's `internal/plans/objchange`.
public final class ProposedNew {

  private ProposedNew() {}

  /// @param prior the state, null where there is none
  /// @param config the configuration, null where the object is to go
  public static Value of(Schema schema, Value prior, Value config) {
    return block(schema.body(), prior, config);
  }

  private static Value block(Body body, Value prior, Value config) {
    if (config.isNull() && prior.isNull()) {
      return prior;
    }
    Value start = prior.isNull() ? EmptyBody.of(body) : prior;
    return config.isNull() || config.isUnknown() ? start : merged(body, start, config);
  }

  private static Value object(Body body, Value prior, Value config) {
    return config.isNull() ? config : merged(body, prior, config);
  }

  private static Value merged(Body body, Value prior, Value config) {
    var merged = new LinkedHashMap<String, Value>();
    for (Attribute attribute : body.attributes()) {
      String name = attribute.name();
      Value before = Values.attribute(prior, name);
      merged.put(name, attribute(attribute, before, Values.attribute(config, name)));
    }
    for (Block block : body.blocks()) {
      String name = block.name();
      Value before = Values.attribute(prior, name);
      merged.put(name, blocks(block, before, Values.attribute(config, name)));
    }
    return new Value.Obj(merged);
  }

  private static Value attribute(Attribute attribute, Value prior, Value config) {
    if (attribute.presence().isComputed() && config.isNull()) {
      return wasConfigured(attribute, prior) ? config : prior;
    }
    return attribute.type() instanceof AttributeType.Nested(Nesting nesting, Body body)
        ? nested(new Merge(nesting, body, false), prior, config)
        : config;
  }

  /// Whether the prior value holds something that only a configuration can have put there: then the
  /// configuration took it away and it goes.
  private static boolean wasConfigured(Attribute attribute, Value prior) {
    return attribute.presence().isOptional()
        && attribute.type() instanceof AttributeType.Nested(Nesting nesting, Body body)
        && occurrences(nesting, prior).stream().anyMatch(each -> holdsConfigured(body, each));
  }

  private static boolean holdsConfigured(Body body, Value object) {
    return body.attributes().stream()
        .anyMatch(attribute -> {
          Value value = Values.attribute(object, attribute.name());
          return !value.isNull()
              && (!attribute.presence().isComputed() || holdsConfigured(attribute, value));
        });
  }

  private static boolean holdsConfigured(Attribute attribute, Value value) {
    return attribute.type() instanceof AttributeType.Nested(Nesting nesting, Body body)
        && occurrences(nesting, value).stream().anyMatch(each -> holdsConfigured(body, each));
  }

  private static List<Value> occurrences(Nesting nesting, Value value) {
    return nesting == Nesting.SINGLE ? List.of(value) : Values.content(value).parts();
  }

  private static Value blocks(Block block, Value prior, Value config) {
    boolean absent = block.nesting() == Nesting.SINGLE && config.isNull();
    return absent ? config : nested(new Merge(block.nesting(), block.body(), true), prior, config);
  }

  /// How the occurrences of one nested body are merged.
  private record Merge(Nesting nesting, Body body, boolean isBlock) {
    Value one(Value prior, Value config) {
      return isBlock ? block(body, prior, config) : object(body, prior, config);
    }
  }

  private static Value nested(Merge merge, Value prior, Value config) {
    if (config.isUnknown()) {
      return config;
    }
    return switch (merge.nesting()) {
      case SINGLE, GROUP -> merge.one(prior, config);
      case LIST, MAP, SET -> collection(merge, prior, config);
    };
  }

  private static Value collection(Merge merge, Value prior, Value config) {
    return switch (config) {
      case Value.ListOf(var elements) -> new Value.ListOf(list(merge, prior, elements));
      case Value.Tuple(var elements) -> new Value.Tuple(list(merge, prior, elements));
      case Value.MapOf(var elements) -> new Value.MapOf(map(merge, prior, elements));
      case Value.Obj(var attributes) -> new Value.Obj(map(merge, prior, attributes));
      case Value.SetOf(var elements) -> new Value.SetOf(set(merge, prior, elements));
      case Value.Dynamic(var type, var content) ->
          retyped(type, prior, content, collection(merge, prior, content));
      case Value.Null _, Value.Unknown _, Value.Str _, Value.Num _, Value.Bool _ -> config;
    };
  }

  private static List<Value> list(Merge merge, Value prior, List<Value> configs) {
    boolean priorKnown = !prior.isUnknown();
    int priorSize = Values.content(prior).parts().size();
    var merged = new ArrayList<Value>(configs.size());
    for (int i = 0; i < configs.size(); i++) {
      Value config = configs.get(i);
      boolean fresh = priorKnown && i >= priorSize;
      merged.add(fresh ? config : merge.one(Values.element(prior, i), config));
    }
    return merged;
  }

  private static Map<String, Value> map(Merge merge, Value prior, Map<String, Value> configs) {
    var merged = new LinkedHashMap<String, Value>();
    configs.forEach(
        (key, config) -> merged.put(key, merge.one(Values.element(prior, key), config)));
    return merged;
  }

  private static List<Value> set(Merge merge, Value prior, List<Value> configs) {
    var left = new ArrayList<>(prior.parts());
    var merged = new ArrayList<Value>(configs.size());
    for (Value config : configs) {
      Value before =
          left.stream()
              .filter(each -> SetMatch.couldComeFrom(merge.body(), each, config))
              .findFirst()
              .orElse(Values.NULL);
      left.remove(before);
      merged.add(merge.one(before, config));
    }
    return merged;
  }

  /// Blocks with dynamic attributes inside carry the type of each attribute in their own; what was
  /// taken from the prior state brings its type along.
  private static Value retyped(Type type, Value prior, Value config, Value merged) {
    Type before = prior instanceof Value.Dynamic(var known, _) ? known : type;
    return new Value.Dynamic(MergedType.of(type, config, before, merged), merged);
  }
}
