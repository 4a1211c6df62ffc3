package dev.holdfast.resources.netmaker;

import dev.holdfast.client.netmaker.Fields;
import dev.holdfast.client.netmaker.ServerStatus;
import dev.holdfast.framework.diag.Diagnostics;
import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.AttributeType;
import dev.holdfast.framework.schema.Body;
import dev.holdfast.framework.schema.Nesting;
import dev.holdfast.framework.schema.PlanContext;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import dev.holdfast.framework.value.Words;
import dev.holdfast.resources.tree.Trees;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Writes and reads records by the bound attributes of a resource.
public final class NetmakerTable {

  private record Entry(Path path, Attribute attribute, NetmakerBinding binding) {}

  private final Body body;
  private final List<Entry> entries = new ArrayList<>();

  public NetmakerTable(Body body) {
    this.body = body;
    collect(Path.ROOT, body);
  }

  private void collect(Path base, Body scope) {
    for (Attribute attribute : scope.attributes()) {
      Path path = base.attribute(attribute.name());
      if (attribute.binding() instanceof NetmakerBinding binding) {
        entries.add(new Entry(path, attribute, binding));
      } else {
        group(attribute).ifPresent(inner -> collect(path, inner));
      }
    }
  }

  private static Optional<Body> group(Attribute attribute) {
    return attribute.type() instanceof AttributeType.Nested(Nesting nesting, Body inner)
            && nesting == Nesting.SINGLE
        ? Optional.of(inner)
        : Optional.empty();
  }

  /// The record as planned: unknown attributes keep what `base` has, and so do unset ones unless
  /// the state held a value.
  public Fields write(Value prior, Value.Obj planned, Fields base) {
    Fields written = base;
    for (Entry entry : entries) {
      Value wanted = Trees.at(planned, entry.path());
      boolean removed = wanted.isNull() && !Trees.at(prior, entry.path()).isNull();
      if (entry.binding().written()
          && !wanted.isUnknown()
          && (removed || !wanted.isNull())
          && !same(entry, wanted, entry.binding().codec().get(base, entry.binding().name()))) {
        written = entry.binding().codec().put(written, entry.binding().name(), wanted);
      }
    }
    return written;
  }

  /// The object as the record says; attributes without a field keep the value they had in `before`.
  public Value.Obj read(Fields fields, Value.Obj before) {
    return object(body, fields, Optional.of(before)).orElse(before);
  }

  private static Optional<Value.Obj> object(Body scope, Fields fields, Optional<Value.Obj> before) {
    Map<String, Value> values = new LinkedHashMap<>();
    boolean any = before.isPresent();
    for (Attribute attribute : scope.attributes()) {
      Value old = before.map(object -> object.get(attribute.name())).orElse(Values.NULL);
      Value now = value(attribute, fields, old);
      any |= !now.isNull();
      values.put(attribute.name(), now);
    }
    return any ? Optional.of(new Value.Obj(values)) : Optional.empty();
  }

  private static Value value(Attribute attribute, Fields fields, Value old) {
    if (attribute.binding() instanceof NetmakerBinding binding) {
      return binding.codec().get(fields, binding.name());
    }
    Optional<Body> inner = group(attribute).filter(NetmakerTable::bound);
    if (inner.isEmpty()) {
      return old;
    }
    Optional<Value.Obj> read = object(inner.get(), fields, Values.object(old));
    return read.isPresent() ? read.get() : Values.NULL;
  }

  private static boolean bound(Body scope) {
    return scope.attributes().stream()
        .anyMatch(attribute -> attribute.binding() instanceof NetmakerBinding);
  }

  /// Complains about attributes that the configuration sets anew and that this server does not
  /// take.
  public void gates(PlanContext context, ServerStatus server, Diagnostics diagnostics) {
    for (Entry entry : entries) {
      Value wanted = Trees.at(context.config(), entry.path());
      boolean news = !wanted.isNull() && !wanted.equals(Trees.at(context.prior(), entry.path()));
      if (news) {
        entry
            .binding()
            .gate()
            .refusal(server)
            .ifPresent(why ->
                diagnostics.error(
                    entry.path(),
                    "Server does not take this attribute",
                    entry.path() + " " + why + ". Leave it out, or upgrade the server."));
      }
    }
  }

  /// Complains about planned values that the server did not keep.
  public void lost(Value.Obj planned, Value.Obj actual, Diagnostics diagnostics) {
    for (Entry entry : entries) {
      Value wanted = Trees.at(planned, entry.path());
      Value found = Trees.at(actual, entry.path());
      if (entry.binding().written()
          && !wanted.isNull()
          && wanted.isWhollyKnown()
          && !same(entry, wanted, found)) {
        diagnostics.error(
            entry.path(),
            "Server kept another value",
            "The server accepted %s = %s without an error and has %s now."
                .formatted(entry.path(), Words.of(wanted), Words.of(found)));
      }
    }
  }

  private static boolean same(Entry entry, Value one, Value other) {
    return one.equals(other) || entry.attribute().plan().equality().same(one, other);
  }
}
