package dev.holdfast.acceptance.coremock;

import dev.holdfast.framework.diag.Diagnostics;
import dev.holdfast.framework.resource.Call;
import dev.holdfast.framework.resource.ListResource;
import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.Schema;
import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// Lists the objects of one type that the store keeps.
record MockListResource(String typeName, MockSchema type) implements ListResource<MockData> {

  @Override
  public Schema schema() {
    return Schema.of(
        "Objects of one type.", Attribute.optional("id", Type.STRING, "Only the one of this id."));
  }

  @Override
  public void list(Call<MockData> call, Query query, Consumer<Found> found) {
    var left = new AtomicLong(query.limit());
    try {
      call.data()
          .store()
          .list(
              typeName,
              Values.string(query.config().get("id")),
              MockTables.resource(type).type(),
              object -> {
                if (left.getAndDecrement() > 0) {
                  found.accept(found(query, object));
                }
              });
    } catch (UncheckedIOException e) {
      call.diagnostics().error("failed to query resources", String.valueOf(e.getMessage()));
    }
  }

  private static Found found(Query query, Value.Obj object) {
    return new Found(
        Store.id(object),
        MockResource.identity(object),
        query.includeObject() ? Optional.of(object) : Optional.empty(),
        new Diagnostics());
  }
}
