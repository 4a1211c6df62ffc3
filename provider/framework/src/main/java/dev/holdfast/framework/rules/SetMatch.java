package dev.holdfast.framework.rules;

import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.AttributeType;
import dev.holdfast.framework.schema.Block;
import dev.holdfast.framework.schema.Body;
import dev.holdfast.framework.schema.Nesting;
import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.ValueTree;
import dev.holdfast.framework.value.Values;
import java.util.List;

/// Whether an element of a set in the state may be what an element of the configuration became.
///
/// It may when both are equal but for computed attributes that the configuration leaves out.
final class SetMatch {

  private SetMatch() {}

  static boolean couldComeFrom(Body body, Value prior, Value config) {
    return same(prior, config) || object(body, prior, config);
  }

  private static boolean same(Value prior, Value config) {
    return ValueTree.unrefined(prior).equals(ValueTree.unrefined(config));
  }

  private static boolean object(Body body, Value prior, Value config) {
    if (!(prior instanceof Value.Obj) || !(config instanceof Value.Obj)) {
      return false;
    }
    return body.attributes().stream().allMatch(each -> attribute(each, prior, config))
        && body.blocks().stream().allMatch(each -> block(each, prior, config));
  }

  private static boolean attribute(Attribute attribute, Value priors, Value configs) {
    Value prior = Values.attribute(priors, attribute.name());
    Value config = Values.attribute(configs, attribute.name());
    if (same(prior, config)) {
      return true;
    }
    return switch (attribute.type()) {
      case AttributeType.Nested(Nesting nesting, Body body) -> nested(nesting, body, prior, config);
      case AttributeType.Plain(Type type) ->
          !(type instanceof Type.SetOf) && attribute.presence().isComputed() && config.isNull();
    };
  }

  private static boolean block(Block block, Value priors, Value configs) {
    Value prior = Values.attribute(priors, block.name());
    Value config = Values.attribute(configs, block.name());
    return same(prior, config) || nested(block.nesting(), block.body(), prior, config);
  }

  /// Only what the prior value has is looked at, so a null or an additional element of the
  /// configuration is no obstacle. Elements of an inner set cannot be told apart, so inner sets
  /// must be equal as a whole.
  private static boolean nested(Nesting nesting, Body body, Value prior, Value config) {
    if (nesting == Nesting.SET) {
      return false;
    }
    if (prior.isNull()) {
      return true;
    }
    return switch (nesting) {
      case SINGLE, GROUP -> object(body, prior, config);
      case LIST -> list(body, Values.content(prior).parts(), Values.content(config).parts());
      case MAP -> map(body, prior, config);
      case SET -> false;
    };
  }

  private static boolean list(Body body, List<Value> priors, List<Value> configs) {
    boolean paired = priors.size() <= configs.size();
    for (int i = 0; paired && i < priors.size(); i++) {
      paired = couldComeFrom(body, priors.get(i), configs.get(i));
    }
    return paired;
  }

  private static boolean map(Body body, Value prior, Value config) {
    return Parts.entries(prior).entrySet().stream()
        .allMatch(
            entry -> couldComeFrom(body, entry.getValue(), Values.element(config, entry.getKey())));
  }
}
