package dev.holdfast.framework.codec;

import dev.holdfast.framework.resource.PrivateState;
import dev.holdfast.framework.schema.ManagedPaths;
import dev.holdfast.framework.value.Value;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The private bytes that Terraform keeps beside a resource: the managed paths and what the author
/// put there, as one JSON object.
///
/// Bytes of another provider (after a `moved` block) or none at all mean "nothing kept".
public final class PrivateStateCodec {

  private static final String FORMAT = "holdfast";
  private static final Value VERSION = Value.of(1);

  private PrivateStateCodec() {}

  /// What the bytes held.
  ///
  /// @param managed the paths that the last apply managed
  /// @param entries the author's part
  public record Kept(ManagedPaths managed, PrivateState entries) {
    public static final Kept NOTHING = new Kept(ManagedPaths.NONE, PrivateState.EMPTY);
  }

  public static Bytes encode(Kept kept) {
    if (kept.equals(Kept.NOTHING)) {
      return Bytes.EMPTY;
    }
    List<Value> paths = kept.managed().paths().stream().sorted().map(Value::of).toList();
    Map<String, Value> entries = new LinkedHashMap<>();
    kept.entries().entries().forEach((key, json) -> entries.put(key, Value.of(json)));
    var object = new LinkedHashMap<String, Value>();
    object.put(FORMAT, VERSION);
    object.put("managed", new Value.Tuple(paths));
    object.put("entries", new Value.Obj(entries));
    return Json.write(new Value.Obj(object));
  }

  public static Kept decode(Bytes bytes) {
    return bytes.isEmpty() ? Kept.NOTHING : kept(tolerantly(bytes));
  }

  private static Value tolerantly(Bytes bytes) {
    try {
      return Json.read(bytes);
    } catch (CodecException e) {
      return Value.of(e.code().name());
    }
  }

  private static Kept kept(Value tree) {
    if (tree instanceof Value.Obj object && object.get(FORMAT).equals(VERSION)) {
      return new Kept(new ManagedPaths(paths(object)), new PrivateState(entries(object)));
    }
    return Kept.NOTHING;
  }

  private static Set<String> paths(Value.Obj object) {
    Set<String> paths = new LinkedHashSet<>();
    for (Value part : object.get("managed").parts()) {
      if (part instanceof Value.Str(var path)) {
        paths.add(path);
      }
    }
    return paths;
  }

  private static Map<String, String> entries(Value.Obj object) {
    Map<String, String> entries = new LinkedHashMap<>();
    if (object.get("entries") instanceof Value.Obj(var attributes)) {
      attributes.forEach((key, part) -> {
        if (part instanceof Value.Str(var json)) {
          entries.put(key, json);
        }
      });
    }
    return entries;
  }
}
