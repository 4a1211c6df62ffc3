package dev.holdfast.acceptance.coremock;

import dev.holdfast.framework.resource.Action;
import dev.holdfast.framework.resource.Call;
import dev.holdfast.framework.resource.Deferral;
import dev.holdfast.framework.schema.Schema;
import dev.holdfast.framework.value.Value;
import java.util.Optional;
import java.util.function.Consumer;

/// Says its configuration back as JSON.
record MockAction(String typeName, MockSchema type) implements Action<MockData> {

  @Override
  public Schema schema() {
    return MockTables.action(type);
  }

  @Override
  public Optional<Deferral> plan(Call<MockData> call, Value.Obj config) {
    return Optional.empty();
  }

  @Override
  public void invoke(Call<MockData> call, Value.Obj config, Consumer<String> progress) {
    progress.accept(MockJson.write(typeName, config));
  }
}
