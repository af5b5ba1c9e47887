export * from './button.tsx';
export * from './chart.tsx';
export * from './choice-field.tsx';
export * from './content.tsx';
export * from './diff.tsx';
export {
  type Choice,
  type ChoiceGroup,
  DateField,
  type FieldProps,
  FileField,
  MoneyField,
  NumberField,
  SearchField,
  SelectField,
  TextareaField,
  TextField,
} from './field.tsx';
export { ErrorSummary, FieldRow, FieldSet, Form, type FormProps, HiddenField } from './form.tsx';
export { Icon, type IconName } from './icon.tsx';
export { Mark } from './mark.tsx';
export { Alert, type AlertKind, Callout, EmptyState, type Level, SyntheticRibbon } from './message.tsx';
export { Breadcrumb, Pagination, type PaginationProps, SideMenu, SkipLinks, Tabs } from './navigation.tsx';
export * from './status.tsx';
export * from './table.tsx';
export { TableViews } from './table-views.tsx';
export * from './thread.tsx';
