package dev.holdfast.framework.engine;

import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.AttributeType;
import dev.holdfast.framework.schema.Body;
import dev.holdfast.framework.schema.Nesting;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiPredicate;

/// Which elements of two sets are the same thing at different times.
///
/// Set elements have no key, so they are told apart by what the configuration sets: an element fits
/// a pattern when every attribute that the pattern gives means the same in both. Unknown parts of
/// the pattern, and nulls where the provider may fill in a value, fit anything. Equal elements are
/// paired before those that merely fit, and each is used once.
final class Correlation {

  private Correlation() {}

  /// For each planned element the configured one it was made from, null where there is none.
  static List<Value> ofConfig(Body body, Value config, List<Value> planned) {
    return pair(planned, config.parts(), (element, candidate) -> fits(body, candidate, element));
  }

  /// For each planned element the prior one that its configured counterpart describes.
  static List<Value> ofPrior(Body body, Value prior, List<Value> configs, List<Value> planned) {
    List<Value> patterns = new ArrayList<>();
    for (int i = 0; i < planned.size(); i++) {
      patterns.add(configs.get(i).isNull() ? planned.get(i) : configs.get(i));
    }
    return pair(patterns, prior.parts(), (pattern, candidate) -> fits(body, pattern, candidate));
  }

  private static List<Value> pair(
      List<Value> elements, List<Value> candidates, BiPredicate<Value, Value> fitting) {
    List<Value> found = new ArrayList<>(Collections.nCopies(elements.size(), Values.NULL));
    List<Value> left = new ArrayList<>(candidates);
    for (BiPredicate<Value, Value> test :
        List.<BiPredicate<Value, Value>>of(Value::equals, fitting)) {
      for (int i = 0; i < elements.size(); i++) {
        Value element = elements.get(i);
        if (found.get(i).isNull()) {
          var match = left.stream().filter(one -> test.test(element, one)).findFirst();
          match.ifPresent(left::remove);
          found.set(i, match.orElse(Values.NULL));
        }
      }
    }
    return found;
  }

  /// Whether `candidate` has everything that `pattern` gives.
  private static boolean fits(Body body, Value pattern, Value candidate) {
    if (!(pattern instanceof Value.Obj wanted) || !(candidate instanceof Value.Obj given)) {
      return pattern.equals(candidate) || pattern.isUnknown();
    }
    return body.attributes().stream()
            .allMatch(one -> fits(one, wanted.get(one.name()), given.get(one.name())))
        && body.blocks().stream()
            .allMatch(one ->
                fits(one.nesting(), one.body(), wanted.get(one.name()), given.get(one.name())));
  }

  private static boolean fits(Attribute attribute, Value pattern, Value candidate) {
    if (pattern.isUnknown()
        || attribute.flags().writeOnly()
        || (pattern.isNull() && attribute.presence().isComputed())) {
      return true;
    }
    return Spelling.same(attribute, pattern, candidate)
        || (attribute.type() instanceof AttributeType.Nested(Nesting nesting, Body body)
            && fits(nesting, body, pattern, candidate));
  }

  private static boolean fits(Nesting nesting, Body body, Value pattern, Value candidate) {
    if (pattern.isUnknown() || pattern.equals(candidate)) {
      return true;
    }
    if (nesting == Nesting.SINGLE || nesting == Nesting.GROUP) {
      return fits(body, pattern, candidate);
    }
    return pattern.parts().size() == candidate.parts().size()
        && pattern.isNull() == candidate.isNull()
        && switch (pattern) {
          case Value.ListOf(var elements) -> fitInOrder(body, elements, candidate.parts());
          case Value.MapOf(var elements) ->
              candidate instanceof Value.MapOf(var theirs)
                  && elements.keySet().equals(theirs.keySet())
                  && fitInOrder(body, pattern.parts(), candidate.parts());
          case Value.SetOf(var elements) ->
              !pair(elements, candidate.parts(), (one, other) -> fits(body, one, other))
                  .contains(Values.NULL);
          case Value.Null _,
              Value.Unknown _,
              Value.Str _,
              Value.Num _,
              Value.Bool _,
              Value.Tuple _,
              Value.Obj _,
              Value.Dynamic _ ->
              false;
        };
  }

  private static boolean fitInOrder(Body body, List<Value> patterns, List<Value> candidates) {
    for (int i = 0; i < patterns.size(); i++) {
      if (!fits(body, patterns.get(i), candidates.get(i))) {
        return false;
      }
    }
    return true;
  }
}
