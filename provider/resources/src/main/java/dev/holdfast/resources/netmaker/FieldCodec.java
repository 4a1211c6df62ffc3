package dev.holdfast.resources.netmaker;

import dev.holdfast.client.netmaker.Fields;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Carries one attribute value to a JSON field and back.
public enum FieldCodec {
  TEXT {
    @Override
    Fields put(Fields body, String name, Value value) {
      return body.with(name, Values.string(value).orElse(""));
    }

    @Override
    Value get(Fields fields, String name) {
      return fields.text(name).<Value>map(Value::of).orElse(Values.NULL);
    }
  },

  NUMBER {
    @Override
    Fields put(Fields body, String name, Value value) {
      return body.with(name, Values.number(value).map(BigDecimal::longValue).orElse(0L));
    }

    @Override
    Value get(Fields fields, String name) {
      return fields.number(name).<Value>map(Value::of).orElse(Values.NULL);
    }
  },

  /// A number of which 0 means none.
  COUNT {
    @Override
    Fields put(Fields body, String name, Value value) {
      return NUMBER.put(body, name, value);
    }

    @Override
    Value get(Fields fields, String name) {
      return fields
          .number(name)
          .filter(number -> number != 0)
          .<Value>map(Value::of)
          .orElse(Values.NULL);
    }
  },

  FLAG {
    @Override
    Fields put(Fields body, String name, Value value) {
      return body.with(name, Values.bool(value).orElse(false).booleanValue());
    }

    @Override
    Value get(Fields fields, String name) {
      return fields.flag(name).<Value>map(Value::of).orElse(Values.NULL);
    }
  },

  /// A flag written as `yes` or `no`.
  YES_NO {
    @Override
    Fields put(Fields body, String name, Value value) {
      return body.with(name, Values.bool(value).orElse(false) ? "yes" : "no");
    }

    @Override
    Value get(Fields fields, String name) {
      return FLAG.get(fields, name);
    }
  },

  /// A set of texts.
  TEXTS {
    @Override
    Fields put(Fields body, String name, Value value) {
      Collection<String> texts =
          value.parts().stream().flatMap(each -> Values.string(each).stream()).sorted().toList();
      return body.with(name, texts);
    }

    @Override
    Value get(Fields fields, String name) {
      List<Value> texts = fields.texts(name).stream().sorted().<Value>map(Value::of).toList();
      return texts.isEmpty() ? Values.NULL : new Value.SetOf(texts);
    }
  },

  /// Numbers by name.
  NUMBERS {
    @Override
    Fields put(Fields body, String name, Value value) {
      Map<String, Long> numbers = new TreeMap<>();
      if (value instanceof Value.MapOf(Map<String, Value> elements)) {
        elements.forEach((key, each) ->
            Values.number(each).ifPresent(number -> numbers.put(key, number.longValue())));
      }
      return body.with(name, numbers);
    }

    @Override
    Value get(Fields fields, String name) {
      Map<String, Value> numbers = new TreeMap<>();
      fields.numbers(name).forEach((key, number) -> numbers.put(key, Value.of(number)));
      return new Value.MapOf(numbers);
    }
  };

  /// The body with the field; a null value empties it.
  abstract Fields put(Fields body, String name, Value value);

  /// The value of the field, null where it is absent or empty.
  abstract Value get(Fields fields, String name);
}
