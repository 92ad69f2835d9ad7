import { Stub } from '@/ui/Stub'

export default function Page() { return <Stub title='见证与确认' /> }
