package org.matrixee.web.common;

import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.RoomAlias;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.UserId;

/** Makes typed identifiers of path parameters; a bad one is refused here, once. */
@Provider
public class IdParamConverters implements ParamConverterProvider {
  private static final Map<Class<?>, IdConverter<?>> CONVERTERS =
      Map.of(
          RoomId.class, new IdConverter<>(RoomId::new),
          UserId.class, new IdConverter<>(IdParamConverters::user),
          RoomAlias.class, new IdConverter<>(IdParamConverters::alias),
          EventId.class, new IdConverter<>(EventId::new),
          Segment.class, new IdConverter<>(Segment::new));

  @Override
  @SuppressWarnings("unchecked") // the map's values fit its keys
  public <T> @Nullable ParamConverter<T> getConverter(
      Class<T> type, @Nullable Type genericType, Annotation @Nullable [] annotations) {
    return (ParamConverter<T>) CONVERTERS.get(type);
  }

  private static UserId user(String value) {
    UserId user = new UserId(value);
    user.server(); // checks the server's name
    return user;
  }

  private static RoomAlias alias(String value) {
    RoomAlias alias = new RoomAlias(value);
    alias.server(); // checks the server's name
    return alias;
  }

  private record IdConverter<T>(Function<String, T> make) implements ParamConverter<T> {
    @Override
    public T fromString(String value) {
      try {
        return make.apply(value);
      } catch (MatrixException badSyntax) {
        // Not M_BAD_JSON: the fault is in the path.
        throw Dialect.OCTOBER_2014.badParameter(badSyntax.sentence());
      }
    }

    @Override
    public String toString(T id) {
      return String.valueOf(id);
    }
  }
}
