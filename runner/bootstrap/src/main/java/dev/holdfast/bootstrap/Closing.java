package dev.holdfast.bootstrap;

/// What has to be done at the end of a block, whatever comes of it. When both fail, the error of
/// the block is the one that is told.
@FunctionalInterface
interface Closing extends AutoCloseable {
  @Override
  void close();
}
