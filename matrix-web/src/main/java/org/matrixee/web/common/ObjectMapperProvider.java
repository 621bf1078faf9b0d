package org.matrixee.web.common;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import jakarta.ws.rs.ext.ContextResolver;
import jakarta.ws.rs.ext.Provider;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.RoomAlias;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.id.UserId;

/** The one mapper for records in answers: snake case, and identifiers as strings. */
@Provider
public class ObjectMapperProvider implements ContextResolver<ObjectMapper> {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .addModule(ids())
          .build();

  @Override
  public ObjectMapper getContext(Class<?> type) {
    return MAPPER;
  }

  private static SimpleModule ids() {
    SimpleModule module = new SimpleModule("ids");
    for (Class<?> id :
        new Class<?>[] {
          EventId.class, RoomAlias.class, RoomId.class, ServerName.class, UserId.class
        }) {
      module.addSerializer(id, ToStringSerializer.instance);
    }
    return module;
  }
}
