package dev.holdfast.acceptance.coremock;

import dev.holdfast.framework.resource.Call;
import dev.holdfast.framework.resource.DataSource;
import dev.holdfast.framework.schema.Schema;
import dev.holdfast.framework.value.Value;
import java.io.UncheckedIOException;

/// Reads an object of any shape from the data folder.
record MockDataSource(String typeName, MockSchema type) implements DataSource<MockData> {

  @Override
  public Schema schema() {
    return MockTables.dataSource(type);
  }

  @Override
  public Result read(Call<MockData> call, Value.Obj config) {
    try {
      return Result.of(call.data().store().readData(Store.id(config), schema().type()));
    } catch (UncheckedIOException e) {
      call.diagnostics().error("failed to read data source", String.valueOf(e.getMessage()));
      return Result.NONE;
    }
  }
}
